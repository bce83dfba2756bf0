package dev.cairn.bridge;

import java.util.List;

/**
 * One operation of a worker.
 *
 * @param name its name in the protocol
 * @param request the header that is sent
 * @param reply the header of a reply without an error; a worker may add to it
 */
record Operation<Q extends Record, R extends Record>(String name, Class<Q> request, Class<R> reply) {
    public static final Operation<Requests.Hello, Replies.Identity> HELLO =
            new Operation<>("hello", Requests.Hello.class, Replies.Identity.class);
    public static final Operation<Requests.Base, Replies.Done> BASE =
            new Operation<>("base", Requests.Base.class, Replies.Done.class);
    public static final Operation<Requests.Open, Replies.Opened> OPEN =
            new Operation<>("open", Requests.Open.class, Replies.Opened.class);
    public static final Operation<Requests.Step, Replies.Stepped> STEP =
            new Operation<>("step", Requests.Step.class, Replies.Stepped.class);
    public static final Operation<Requests.Logprobs, Replies.Done> LOGPROBS =
            new Operation<>("logprobs", Requests.Logprobs.class, Replies.Done.class);
    public static final Operation<Requests.Alignment, Replies.Alignment> ALIGNMENT =
            new Operation<>("alignment", Requests.Alignment.class, Replies.Alignment.class);
    public static final Operation<Requests.Publish, Replies.Written> PUBLISH =
            new Operation<>("publish", Requests.Publish.class, Replies.Written.class);
    public static final Operation<Requests.Checkpoint, Replies.Written> CHECKPOINT =
            new Operation<>("checkpoint", Requests.Checkpoint.class, Replies.Written.class);
    public static final Operation<Requests.Close, Replies.Closed> CLOSE =
            new Operation<>("close", Requests.Close.class, Replies.Closed.class);
    public static final Operation<Requests.CloseRun, Replies.Closed> CLOSE_RUN =
            new Operation<>("close_run", Requests.CloseRun.class, Replies.Closed.class);
    public static final Operation<Requests.Verify, Replies.Verdicts> VERIFY =
            new Operation<>("verify", Requests.Verify.class, Replies.Verdicts.class);
    public static final Operation<Requests.Explain, Replies.Explanations> EXPLAIN =
            new Operation<>("explain", Requests.Explain.class, Replies.Explanations.class);
    public static final Operation<Requests.Parses, Replies.Verdicts> PARSES =
            new Operation<>("parses", Requests.Parses.class, Replies.Verdicts.class);
    public static final Operation<Requests.Lengths, Replies.Lengths> LENGTHS =
            new Operation<>("lengths", Requests.Lengths.class, Replies.Lengths.class);
    public static final Operation<Requests.Frame, Replies.Frame> FRAME =
            new Operation<>("frame", Requests.Frame.class, Replies.Frame.class);

    /** All operations. */
    public static final List<Operation<?, ?>> ALL = List.of(
            HELLO,
            BASE,
            OPEN,
            STEP,
            LOGPROBS,
            ALIGNMENT,
            PUBLISH,
            CHECKPOINT,
            CLOSE,
            CLOSE_RUN,
            VERIFY,
            EXPLAIN,
            PARSES,
            LENGTHS,
            FRAME);
}
