/**
 * Authorization and its records: tokens and their roles, the console's sessions, the audit, idempotency keys and
 * request rates.
 *
 * <p>Owns the tables api_token, console_session, audit, audit_intent and idempotency_key, in SQL, except that tokens
 * are made, listed and revoked through a repository (ADR 14). Of secrets only the SHA-256 is stored.
 */
@NullMarked
package dev.cairn.access;

import org.jspecify.annotations.NullMarked;
