/**
 * The bridge to the Python workers: {@link dev.cairn.ports.Trainer} and {@link dev.cairn.ports.Grader} over one
 * {@link dev.cairn.bridge.WorkerLink}, which is either CPython inside this JVM ({@link dev.cairn.bridge.JepLink}) or a
 * worker process over HTTP ({@link dev.cairn.bridge.HttpLink}).
 *
 * <p>Both links speak one protocol: an operation's name, a small JSON header and flat arrays. Jep appears only here.
 */
@NullMarked
package dev.cairn.bridge;

import org.jspecify.annotations.NullMarked;
