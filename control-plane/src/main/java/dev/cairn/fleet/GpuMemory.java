package dev.cairn.fleet;

/**
 * Memory that trainer and engine need of one GPU, in bytes; docs/gpu.md has the numbers for a 3B model.
 *
 * @param trainer for weights, sessions, the activations of a micro-batch, logits, and CUDA itself
 * @param leastForEngine for weights, adapters, one sequence of full length, and vLLM's own needs
 */
record GpuMemory(long trainer, long leastForEngine) {
    private static final long GIB = 1L << 30;

    /** CUDA's context and libraries of one process, and memory lost to fragmentation. */
    private static final long OF_A_PROCESS = 3 * GIB / 2;

    /** Activations of a prefill of 8k to 16k tokens, and captured CUDA graphs. */
    private static final long OF_VLLM = 4 * GIB;

    /** Per trained parameter: weight, gradient and AdamW's two moments, in fp32. */
    private static final int BYTES_A_PARAMETER = 16;

    /** Bytes per logit, which is held in three fp32 buffers. */
    private static final long A_LOGIT = 3 * 4;

    /** Measured steps took up to 1.2 times the sum of the tensors that are known in advance. */
    private static final double ACTIVATION_MARGIN = 1.25;

    static GpuMemory of(RunRequirements needs, ModelSize model) {
        long parameters = model.shape().adapterParameters(needs.maxRank());
        RunRequirements.Training training = needs.training();
        long activations = (long) (ACTIVATION_MARGIN * model.activationBytesPerToken() * training.microBatchTokens());
        long trainer = model.weights()
                + training.sessions() * parameters * BYTES_A_PARAMETER
                + activations
                + A_LOGIT * Fleet.LOGITS_CHUNK * model.shape().vocabulary()
                + OF_A_PROCESS;
        long adapters = (needs.adapters() + 1L) * parameters * model.number();
        long engine = (model.weights() + adapters + model.cacheBytesPerToken() * needs.maxModelLength())
                        / needs.gpus().tensorParallel()
                + OF_VLLM
                + OF_A_PROCESS;
        return new GpuMemory(trainer, engine);
    }
}
