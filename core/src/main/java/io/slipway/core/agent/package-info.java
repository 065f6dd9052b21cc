/**
 * Who offers to do work, and how much of it is free. Read {@link io.slipway.core.agent.Agent} first.
 */
@NullMarked
package io.slipway.core.agent;

import org.jspecify.annotations.NullMarked;
