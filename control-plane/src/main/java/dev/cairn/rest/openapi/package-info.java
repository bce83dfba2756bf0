/** The OpenAPI document: roles, answers and names of operations, added to what is scanned. */
@NullMarked
package dev.cairn.rest.openapi;

import org.jspecify.annotations.NullMarked;
