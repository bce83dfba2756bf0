/**
 * The HTTP interface under {@code /api/v1}. Its sub-packages hold the resources, by subject, and what every request passes:
 * sign-in, filters, problem+json errors, and the check that only this machine's own pages call it; what resources share
 * is here. The only package that uses server-side HTTP.
 */
@NullMarked
package dev.cairn.rest;

import org.jspecify.annotations.NullMarked;
