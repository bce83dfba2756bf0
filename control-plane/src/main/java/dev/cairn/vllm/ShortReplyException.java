package dev.cairn.vllm;

import java.io.IOException;

/** A reply lacks completions that were asked for; the same request is sent again, and gives the same ones by its seed. */
final class ShortReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    ShortReplyException(int there, int wanted) {
        super("the reply has " + there + " of the " + wanted + " completions asked for");
    }
}
