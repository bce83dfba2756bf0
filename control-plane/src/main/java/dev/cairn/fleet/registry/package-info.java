/**
 * The engines and workers that an admin registered: where they are, and the token that each of them is shown. Nothing else
 * in Cairn takes an address.
 */
@NullMarked
package dev.cairn.fleet.registry;

import org.jspecify.annotations.NullMarked;
