package dev.cairn.results;

/**
 * How much the questions of an outer step differ.
 *
 * @param outerStep t, from 0
 * @param questions number of questions, of all sets
 * @param distinct number of different texts among them
 * @param fresh number of these that no earlier outer step of the run has
 */
public record QuestionDiversity(int outerStep, int questions, int distinct, int fresh) {}
