package dev.cairn.results;

/**
 * A promoted student that an evaluation may choose.
 *
 * @param outerStep of the SOAR run in which it was promoted
 * @param problems number of problems in the hard train half
 * @param correct how many of them it solves greedily
 * @param chosen whether it is evaluated; false until all are scored
 */
public record CandidateView(int outerStep, int problems, int correct, boolean chosen) {}
