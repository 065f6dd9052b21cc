/**
 * What a job of GitLab may ask for, as one class each; the command line mounts them. Read
 * {@link io.slipway.gitlab.command.PlanCommand} first.
 */
@NullMarked
package io.slipway.gitlab.command;

import org.jspecify.annotations.NullMarked;
