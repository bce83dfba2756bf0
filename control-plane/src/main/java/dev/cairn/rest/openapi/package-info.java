/** Additions to the generated OpenAPI document: roles, answers and names of operations. */
@NullMarked
package dev.cairn.rest.openapi;

import org.jspecify.annotations.NullMarked;
