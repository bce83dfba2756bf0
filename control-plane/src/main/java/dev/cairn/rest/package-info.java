/**
 * The HTTP interface under {@code /api/v1}: resources, problem+json errors, cursors, server-sent events, and the check
 * that only this machine's own pages call it. The only package that uses server-side HTTP.
 */
@NullMarked
package dev.cairn.rest;

import org.jspecify.annotations.NullMarked;
