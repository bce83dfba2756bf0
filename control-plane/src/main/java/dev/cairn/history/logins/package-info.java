/** Logins of people to the database itself, for psql, notebooks and dashboards. */
@NullMarked
package dev.cairn.history.logins;

import org.jspecify.annotations.NullMarked;
