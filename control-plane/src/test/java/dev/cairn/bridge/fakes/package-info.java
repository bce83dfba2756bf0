/** A trainer and a grader in plain Java that keep the ports' contracts, for tests without Python. */
@NullMarked
package dev.cairn.bridge.fakes;

import org.jspecify.annotations.NullMarked;
