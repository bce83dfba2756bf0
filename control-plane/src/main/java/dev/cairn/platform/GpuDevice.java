package dev.cairn.platform;

/**
 * A GPU that this process may use.
 *
 * @param id its name in {@code CUDA_VISIBLE_DEVICES}: a number or a UUID
 * @param bytes size of its memory, used or not
 */
public record GpuDevice(String id, long bytes) {}
