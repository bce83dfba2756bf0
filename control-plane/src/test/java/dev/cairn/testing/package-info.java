/**
 * What tests of several packages set up: the database, a control plane wired as the application is, experiments and
 * runs, other processes, and faults.
 */
@NullMarked
package dev.cairn.testing;

import org.jspecify.annotations.NullMarked;
