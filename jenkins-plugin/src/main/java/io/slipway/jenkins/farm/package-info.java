/**
 * What the controller knows of its nodes, as agents that the scheduler can place work on. Read {@link
 * io.slipway.jenkins.farm.NodeFacts} first.
 */
@NullMarked
package io.slipway.jenkins.farm;

import org.jspecify.annotations.NullMarked;
