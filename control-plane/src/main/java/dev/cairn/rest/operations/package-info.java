/** What operators look at: queue, pools, quotas, engines, workers, retention, the audit log. */
@NullMarked
package dev.cairn.rest.operations;

import org.jspecify.annotations.NullMarked;
