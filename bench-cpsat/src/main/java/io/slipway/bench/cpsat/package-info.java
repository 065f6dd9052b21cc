/**
 * OR-Tools CP-SAT as a peer of the planner, apart from the other benches because of the libraries it brings. Read {@link
 * io.slipway.bench.cpsat.CpSat} first.
 */
@NullMarked
package io.slipway.bench.cpsat;

import org.jspecify.annotations.NullMarked;
