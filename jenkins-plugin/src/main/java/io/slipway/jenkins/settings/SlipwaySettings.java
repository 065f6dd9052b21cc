package io.slipway.jenkins.settings;

import hudson.Extension;
import hudson.model.PersistentDescriptor;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;

/** What acts on this controller, and within which bounds: everything is off until switched on. */
@Extension
@Symbol("slipway")
public final class SlipwaySettings extends GlobalConfiguration implements PersistentDescriptor {}
