package dev.cairn.vllm;

/** The engine does not know the model of a completion: it was restarted and lost its adapters. */
final class MissingAdapterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingAdapterException(String message) {
        super(message);
    }
}
