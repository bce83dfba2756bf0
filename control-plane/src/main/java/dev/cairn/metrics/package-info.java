/**
 * The metrics for Prometheus at {@code /q/metrics}: counting decorators of the ports, a listener for runs and units,
 * and gauges of database and fleet. {@code docs/operations.md} lists the names, labels and meanings.
 *
 * <p>The only package that uses Micrometer. Every series is created at start, so that a rate includes the first event.
 */
@NullMarked
package dev.cairn.metrics;

import org.jspecify.annotations.NullMarked;
