/**
 * The engines and workers that runs use: started and supervised here on one machine, with its GPUs shared out between them, or
 * registered by an admin; probed when they join.
 */
@NullMarked
package dev.cairn.fleet;

import org.jspecify.annotations.NullMarked;
