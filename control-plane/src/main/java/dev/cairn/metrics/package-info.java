/**
 * What Prometheus scrapes at {@code /q/metrics}: decorators of the ports that count, a listener for runs and units, and
 * gauges of database and fleet. The names, with labels and meaning, are listed in {@code docs/operations.md}.
 *
 * <p>The only package that knows Micrometer. Every series is made at start, so that a rate sees the first event.
 */
@NullMarked
package dev.cairn.metrics;

import org.jspecify.annotations.NullMarked;
