package dev.cairn.fleet.registry;

import java.time.Instant;

/**
 * The last probe of a registered service, on request or by a control plane, which does so every half minute.
 *
 * @param at when it ended
 * @param since since when every probe has found the service reachable, or not
 */
public record LastProbe(Instant at, Instant since, ProbeResult result) {}
