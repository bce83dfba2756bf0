package dev.cairn.history.logins;

import java.time.Instant;

/**
 * A login for psql, notebooks and BI tools.
 *
 * @param login the role's name in the database
 * @param viewer the person whose experiments it sees besides shared ones; everyone's if the person is an admin
 */
public record SqlLogin(String login, String viewer, Instant createdAt, String createdBy, Instant validUntil) {}
