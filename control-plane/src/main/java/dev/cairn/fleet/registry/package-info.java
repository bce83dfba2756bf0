/**
 * The engines and workers that an admin registered, with their addresses and tokens. Nothing else in Cairn accepts an
 * address.
 *
 * <p>Owns the table registered_service, through a repository.
 */
@NullMarked
package dev.cairn.fleet.registry;

import org.jspecify.annotations.NullMarked;
