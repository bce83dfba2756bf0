package dev.cairn.experiments;

import java.util.function.Function;
import org.hibernate.StatelessSession;

/** Runs work in one transaction of a Hibernate session: rolled back when it throws, committed otherwise. */
@FunctionalInterface
interface Transactions {
    <T> T call(Function<StatelessSession, T> work);
}
