/**
 * A directed acyclic graph of anything: order, frontier, critical path, and the cycle itself when there is one. Read
 * {@link io.slipway.core.graph.Dag} first.
 */
@NullMarked
package io.slipway.core.graph;

import org.jspecify.annotations.NullMarked;
