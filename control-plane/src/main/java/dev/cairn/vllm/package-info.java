/**
 * Generation by vLLM: {@link dev.cairn.vllm.VllmGenerator} samples policies over vLLM's HTTP API, publishing each as a
 * LoRA adapter; {@link dev.cairn.vllm.VllmSupervisor} keeps a local engine running; {@link
 * dev.cairn.vllm.EngineCapabilities} says what an engine that joins can do.
 *
 */
@NullMarked
package dev.cairn.vllm;

import org.jspecify.annotations.NullMarked;
