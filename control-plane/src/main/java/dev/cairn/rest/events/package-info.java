/** Events, as pages and as streams of server-sent events. */
@NullMarked
package dev.cairn.rest.events;

import org.jspecify.annotations.NullMarked;
