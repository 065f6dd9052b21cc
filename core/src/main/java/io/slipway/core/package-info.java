/**
 * The core of Slipway: decides whether a task has to run, when, where, and how long it will take. Each concept has a
 * package below this one, and nothing lives here.
 */
@NullMarked
package io.slipway.core;

import org.jspecify.annotations.NullMarked;
