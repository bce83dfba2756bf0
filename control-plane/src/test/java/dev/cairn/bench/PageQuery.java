package dev.cairn.bench;

import java.util.List;

/**
 * The same first page of runs, as it is asked of Cairn and of MLflow.
 *
 * @param name of the page, for people
 * @param filter Cairn's
 * @param sort Cairn's
 * @param theirFilter MLflow's {@code filter}
 * @param theirOrder MLflow's {@code order_by}
 */
record PageQuery(String name, String filter, String sort, String theirFilter, String theirOrder) {
    static final List<PageQuery> ALL = List.of(
            new PageQuery(
                    "best soar runs",
                    "kind == \"soar\" && lastMeanReward > 0.02",
                    "-lastMeanReward",
                    "params.kind = 'soar' and metrics.mean_reward > 0.02",
                    "metrics.mean_reward DESC"),
            new PageQuery(
                    "newest failures",
                    "state == \"failed\"",
                    "-startedAt",
                    "attributes.status = 'FAILED'",
                    "attributes.start_time DESC"),
            new PageQuery(
                    "one setting, by reward",
                    "spec.soar.outer.tau == 0.01 && lastMeanReward != null",
                    "-lastMeanReward",
                    "params.tau = '0.01' and metrics.mean_reward > -1000",
                    "metrics.mean_reward DESC"));
}
