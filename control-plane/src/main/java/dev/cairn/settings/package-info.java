/** The settings of the algorithm as records, and what must hold between them (soar.md section 4). */
@NullMarked
package dev.cairn.settings;

import org.jspecify.annotations.NullMarked;
