/** The configuration of a control plane. */
@NullMarked
package dev.cairn.config;

import org.jspecify.annotations.NullMarked;
