package dev.cairn.vllm;

import java.io.IOException;

/**
 * A reply lacks some of the completions requested. The request is sent again, and gives the same completions by its
 * seed.
 */
final class ShortReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    ShortReplyException(int there, int wanted) {
        super("the reply has " + there + " of the " + wanted + " requested completions");
    }
}
