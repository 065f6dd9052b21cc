/** What an administrator says: read {@link io.slipway.jenkins.settings.SlipwaySettings} first. */
@NullMarked
package io.slipway.jenkins.settings;

import org.jspecify.annotations.NullMarked;
