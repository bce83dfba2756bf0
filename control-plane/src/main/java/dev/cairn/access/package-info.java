/**
 * Authorization and its records: tokens and their roles, the console's sessions, the audit, idempotency keys and
 * request rates.
 *
 * <p>Owns the tables api_token, console_session, audit, audit_intent and idempotency_key, all in SQL (ADR 14 says why).
 * Of secrets only the SHA-256 is stored.
 */
@NullMarked
package dev.cairn.access;

import org.jspecify.annotations.NullMarked;
