/**
 * The engines and workers that runs use: started and supervised here on one machine, or given by URL; probed when they
 * join. May use: vllm, bridge, artifacts, platform, soar.
 */
@NullMarked
package dev.cairn.fleet;

import org.jspecify.annotations.NullMarked;
