/**
 * The HTTP face under {@code /api/v1}: resources, problem+json errors, cursors, server-sent events, and the check that
 * only this machine's own pages drive it. The only package that knows server-side HTTP.
 */
@NullMarked
package dev.cairn.rest;

import org.jspecify.annotations.NullMarked;
