/**
 * What finished builds teach: how long such builds take, and where their workspaces are. Read {@link
 * io.slipway.jenkins.teach.PastBuilds} first.
 */
@NullMarked
package io.slipway.jenkins.teach;

import org.jspecify.annotations.NullMarked;
