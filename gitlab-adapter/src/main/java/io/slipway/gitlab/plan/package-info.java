/**
 * What core answers for a commit, as jobs of GitLab. Read {@link io.slipway.gitlab.plan.CommitPlan} first.
 */
@NullMarked
package io.slipway.gitlab.plan;

import org.jspecify.annotations.NullMarked;
