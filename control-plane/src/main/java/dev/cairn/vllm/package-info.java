/**
 * Generation by vLLM: {@link dev.cairn.vllm.VllmGenerator} samples policies over vLLM's HTTP API, publishing each as a
 * LoRA adapter; {@link dev.cairn.vllm.VllmSupervisor} keeps a local engine running;
 * {@link dev.cairn.vllm.EngineCapabilities} describes what a joining engine can do.
 */
@NullMarked
package dev.cairn.vllm;

import org.jspecify.annotations.NullMarked;
