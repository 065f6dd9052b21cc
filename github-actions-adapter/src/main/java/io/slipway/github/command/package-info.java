/**
 * What a job of GitHub Actions may ask for, as one class each; the command line mounts them. Read
 * {@link io.slipway.github.command.PlanCommand} first.
 */
@NullMarked
package io.slipway.github.command;

import org.jspecify.annotations.NullMarked;
