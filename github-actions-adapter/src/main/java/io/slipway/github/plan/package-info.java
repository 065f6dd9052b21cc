/**
 * What core answers for a commit, as a matrix of GitHub. Read {@link io.slipway.github.plan.CommitPlan} first.
 */
@NullMarked
package io.slipway.github.plan;

import org.jspecify.annotations.NullMarked;
