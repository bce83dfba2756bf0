package dev.cairn.fleet;

/**
 * What trainer and engine take of one GPU, in bytes; docs/gpu.md has the sums for a 3B model.
 *
 * @param trainer weights, sessions, activations of a micro-batch, logits, and what CUDA takes itself
 * @param leastForEngine weights, adapters, one sequence of full length, and what vLLM takes beside them
 */
record GpuMemory(long trainer, long leastForEngine) {
    private static final long GIB = 1L << 30;

    /** CUDA's context and libraries of one process, and what an allocator can't hand out. */
    private static final long OF_A_PROCESS = 3 * GIB / 2;

    /** Activations of a prefill of 8k to 16k tokens, and captured graphs. */
    private static final long OF_VLLM = 4 * GIB;

    /** Weight, gradient and AdamW's two moments of a parameter in training, in fp32. */
    private static final int BYTES_A_PARAMETER = 16;

    /** Bytes of one logit, which is held in three buffers of fp32. */
    private static final long A_LOGIT = 3 * 4;

    /** Measured steps took up to 1.2 times the sum of the tensors that are known beforehand. */
    private static final double ACTIVATION_MARGIN = 1.25;

    static GpuMemory of(RunRequirements needs, ModelSize model) {
        long parameters = model.shape().adapterParameters(needs.maxRank());
        RunRequirements.Training training = needs.training();
        long activations = (long) (ACTIVATION_MARGIN * model.activationsAToken() * training.microBatchTokens());
        long trainer = model.weights()
                + training.sessions() * parameters * BYTES_A_PARAMETER
                + activations
                + A_LOGIT * Fleet.LOGITS_CHUNK * model.shape().vocabulary()
                + OF_A_PROCESS;
        long adapters = (needs.adapters() + 1L) * parameters * model.number();
        long engine = (model.weights() + adapters + model.cacheAToken() * needs.maxModelLength())
                        / needs.gpus().tensorParallel()
                + OF_VLLM
                + OF_A_PROCESS;
        return new GpuMemory(trainer, engine);
    }
}
