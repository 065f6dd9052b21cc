package io.slipway.github.read;

import static io.slipway.github.read.Shape.anyOf;
import static io.slipway.github.read.Shape.choice;
import static io.slipway.github.read.Shape.form;
import static io.slipway.github.read.Shape.list;
import static io.slipway.github.read.Shape.map;
import static io.slipway.github.read.Shape.oneOrMore;
import static io.slipway.github.read.Shape.within;

import io.slipway.github.yaml.YamlValue.ScalarType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a workflow has to look like. */
final class WorkflowShape {
    private static final Shape TEXT = new Shape.Text(false);
    private static final Shape NON_EMPTY = new Shape.Text(true);
    private static final Shape FLAG = new Shape.OfType(ScalarType.TRUTH, "true or false");
    private static final Shape NUMBER = new Shape.OfType(ScalarType.NUMBER, "a number");
    private static final Shape NOTHING = new Shape.OfType(ScalarType.NOTHING, "nothing");
    private static final Shape ANYTHING = new Shape.Anything();

    private static final Shape TEXTS = oneOrMore(NON_EMPTY);

    private static final Shape LEVEL = choice("none", "read", "write");

    private static final Shape PERMISSIONS = anyOf(
            choice("read-all", "write-all"),
            form(
                    "actions", LEVEL,
                    "artifact-metadata", LEVEL,
                    "attestations", LEVEL,
                    "checks", LEVEL,
                    "code-quality", LEVEL,
                    "contents", LEVEL,
                    "copilot-requests", choice("none", "write"),
                    "deployments", LEVEL,
                    "discussions", LEVEL,
                    "drives", LEVEL,
                    "id-token", choice("none", "write"),
                    "issues", LEVEL,
                    "models", choice("none", "read"),
                    "packages", LEVEL,
                    "pages", LEVEL,
                    "pull-requests", LEVEL,
                    "repository-projects", LEVEL,
                    "security-events", LEVEL,
                    "statuses", LEVEL,
                    "vulnerability-alerts", choice("none", "read")));

    private static final Shape CONCURRENCY_FORM =
            form("group!", NON_EMPTY, "cancel-in-progress", FLAG, "queue", choice("single", "max"));

    private static final Shape CREDENTIALS =
            within(Naming.CREDENTIALS, form("username", NON_EMPTY, "password", NON_EMPTY));

    private static final Shape CONTAINER = within(
            Naming.JOB,
            anyOf(
                    TEXT,
                    form(
                            "image",
                            NON_EMPTY,
                            "options",
                            TEXT,
                            "env",
                            map(within(Naming.RUNNER, TEXT)),
                            "ports",
                            list(NON_EMPTY),
                            "volumes",
                            list(NON_EMPTY),
                            "credentials",
                            CREDENTIALS)));

    private static final Shape SERVICE = anyOf(
            NON_EMPTY,
            form(
                    "image", NON_EMPTY,
                    "options", TEXT,
                    "env", map(within(Naming.RUNNER, TEXT)),
                    "ports", list(NON_EMPTY),
                    "volumes", list(NON_EMPTY),
                    "credentials", CREDENTIALS,
                    "entrypoint", TEXT,
                    "command", TEXT));

    private static final Shape DEFAULTS_RUN = form("shell", NON_EMPTY, "working-directory", NON_EMPTY);

    private static final Shape STEP = anyOf(
            form(
                    "name", within(Naming.STEP, TEXT),
                    "id", NON_EMPTY,
                    "if", within(Naming.STEP_IF, TEXT),
                    "timeout-minutes", within(Naming.STEP, NUMBER),
                    "run!", within(Naming.STEP, TEXT),
                    "continue-on-error", within(Naming.STEP, FLAG),
                    "env", within(Naming.STEP, map(TEXT)),
                    "working-directory", within(Naming.STEP, TEXT),
                    "shell", within(Naming.STEP, NON_EMPTY),
                    "background", FLAG),
            form(
                    "name", within(Naming.STEP, TEXT),
                    "id", NON_EMPTY,
                    "if", within(Naming.STEP_IF, TEXT),
                    "timeout-minutes", within(Naming.STEP, NUMBER),
                    "uses!", NON_EMPTY,
                    "continue-on-error", within(Naming.STEP, FLAG),
                    "env", within(Naming.STEP, map(TEXT)),
                    "with", within(Naming.STEP, map(TEXT)),
                    "background", FLAG));

    /** Steps that run beside each other, and those that wait for them. */
    private static final Shape ANY_STEP = anyOf(
            STEP,
            form("name", within(Naming.STEP, TEXT), "id", NON_EMPTY, "continue-on-error", FLAG, "wait!", TEXTS),
            form(
                    "name",
                    within(Naming.STEP, TEXT),
                    "id",
                    NON_EMPTY,
                    "continue-on-error",
                    FLAG,
                    "wait-all!",
                    anyOf(NOTHING, FLAG)),
            form("name", within(Naming.STEP, TEXT), "id", NON_EMPTY, "continue-on-error", FLAG, "cancel!", NON_EMPTY),
            form("parallel!", list(STEP)));

    private static final Shape MATRIX_FILTER = list(map(ANYTHING));

    private static final Shape STRATEGY = within(
            Naming.STRATEGY,
            form(
                    "fail-fast",
                    FLAG,
                    "max-parallel",
                    NUMBER,
                    "matrix",
                    new Shape.Form(
                            Map.of("include", MATRIX_FILTER, "exclude", MATRIX_FILTER),
                            Set.of(),
                            Optional.of(list(ANYTHING)))));

    private static final Shape CONCURRENCY = within(Naming.JOB, anyOf(NON_EMPTY, CONCURRENCY_FORM));

    private static final Shape SCALAR = anyOf(TEXT, FLAG, NUMBER);

    private static final Shape JOB = anyOf(
            form(
                    "needs", TEXTS,
                    "if", within(Naming.JOB_IF, TEXT),
                    "strategy", STRATEGY,
                    "name", within(Naming.JOB, TEXT),
                    "runs-on!", within(Naming.JOB, anyOf(TEXTS, form("group", NON_EMPTY, "labels", TEXTS))),
                    "timeout-minutes", within(Naming.JOB, NUMBER),
                    "cancel-timeout-minutes", within(Naming.JOB, NUMBER),
                    "continue-on-error", within(Naming.JOB, FLAG),
                    "container", CONTAINER,
                    "services", within(Naming.JOB, map(SERVICE)),
                    "env", within(Naming.JOB_SECRETS, map(TEXT)),
                    "environment",
                            within(
                                    Naming.JOB,
                                    anyOf(
                                            TEXT,
                                            form(
                                                    "name!", TEXT,
                                                    "url", within(Naming.RUNNER_WITHOUT_SECRETS, TEXT),
                                                    "deployment", FLAG))),
                    "permissions", PERMISSIONS,
                    "concurrency", CONCURRENCY,
                    "outputs", map(within(Naming.RUNNER, TEXT)),
                    "defaults", form("run", within(Naming.JOB_DEFAULTS, DEFAULTS_RUN)),
                    "steps", list(ANY_STEP),
                    "snapshot",
                            anyOf(
                                    NON_EMPTY,
                                    form(
                                            "image-name!",
                                            NON_EMPTY,
                                            "if",
                                            within(Naming.JOB, TEXT),
                                            "version",
                                            NON_EMPTY))),
            form(
                    "name", within(Naming.JOB, TEXT),
                    "uses!", NON_EMPTY,
                    "with", map(within(Naming.JOB, SCALAR)),
                    "secrets", anyOf(choice("inherit"), map(within(Naming.JOB_SECRETS, SCALAR))),
                    "needs", TEXTS,
                    "if", within(Naming.JOB_IF, TEXT),
                    "permissions", PERMISSIONS,
                    "concurrency", CONCURRENCY,
                    "strategy", STRATEGY));

    private static final Map<String, Shape> EVENTS = events();

    private static final Shape WORKFLOW = form(
            "on!",
                    anyOf(
                            new Shape.Choice(EVENTS.keySet()),
                            list(new Shape.Choice(EVENTS.keySet())),
                            new Shape.Form(EVENTS, Set.of(), Optional.empty())),
            "name", TEXT,
            "description", TEXT,
            "run-name", within(Naming.WORKFLOW, TEXT),
            "defaults", form("run", DEFAULTS_RUN),
            "env", within(Naming.WORKFLOW_ENV, map(TEXT)),
            "permissions", PERMISSIONS,
            "concurrency", within(Naming.WORKFLOW, anyOf(TEXT, CONCURRENCY_FORM)),
            "jobs!", map(JOB));

    private WorkflowShape() {}

    static Shape workflow() {
        return WORKFLOW;
    }

    private static Map<String, Shape> events() {
        Map<String, Shape> events = new TreeMap<>();
        for (String bare : new String[] {
            "create", "delete", "deployment", "deployment_status", "fork", "gollum", "page_build", "public", "status"
        }) events.put(bare, NOTHING);
        types(events, "branch_protection_rule", "created", "edited", "deleted");
        types(events, "check_run", "completed", "created", "rerequested", "requested_action");
        types(events, "check_suite", "completed");
        types(
                events,
                "discussion",
                "created",
                "edited",
                "deleted",
                "transferred",
                "pinned",
                "unpinned",
                "labeled",
                "unlabeled",
                "locked",
                "unlocked",
                "category_changed",
                "answered",
                "unanswered");
        for (String comment : new String[] {
            "discussion_comment", "issue_comment", "pull_request_comment", "pull_request_review_comment"
        }) types(events, comment, "created", "edited", "deleted");
        types(
                events,
                "issues",
                "opened",
                "edited",
                "deleted",
                "transferred",
                "pinned",
                "unpinned",
                "closed",
                "reopened",
                "assigned",
                "unassigned",
                "labeled",
                "unlabeled",
                "locked",
                "unlocked",
                "milestoned",
                "demilestoned",
                "field_added",
                "field_removed",
                "typed",
                "untyped");
        types(events, "label", "created", "edited", "deleted");
        types(events, "milestone", "created", "closed", "opened", "edited", "deleted");
        types(events, "project", "created", "closed", "reopened", "edited", "deleted");
        types(events, "project_card", "created", "moved", "converted", "edited", "deleted");
        types(events, "project_column", "created", "updated", "moved", "deleted");
        types(events, "pull_request_review", "submitted", "edited", "dismissed");
        types(events, "registry_package", "published", "updated");
        types(events, "release", "published", "unpublished", "created", "edited", "deleted", "prereleased", "released");
        types(events, "watch", "started");
        Shape pullRequestTypes = oneOrMore(choice(
                "assigned",
                "unassigned",
                "labeled",
                "unlabeled",
                "opened",
                "edited",
                "closed",
                "reopened",
                "synchronize",
                "converted_to_draft",
                "locked",
                "unlocked",
                "enqueued",
                "dequeued",
                "milestoned",
                "demilestoned",
                "ready_for_review",
                "review_requested",
                "review_request_removed",
                "auto_merge_enabled",
                "auto_merge_disabled",
                "stacked"));
        for (String event : new String[] {"pull_request", "pull_request_target"}) {
            events.put(
                    event,
                    optional(form(
                            "types", pullRequestTypes,
                            "branches", TEXTS,
                            "branches-ignore", TEXTS,
                            "paths", TEXTS,
                            "paths-ignore", TEXTS)));
        }
        events.put(
                "push",
                optional(form(
                        "branches", TEXTS,
                        "branches-ignore", TEXTS,
                        "tags", TEXTS,
                        "tags-ignore", TEXTS,
                        "paths", TEXTS,
                        "paths-ignore", TEXTS)));
        events.put(
                "merge_group",
                optional(form(
                        "types", oneOrMore(choice("checks_requested")), "branches", TEXTS, "branches-ignore", TEXTS)));
        events.put(
                "image_version",
                optional(form(
                        "types", oneOrMore(choice("created", "ready", "deleted")), "names", TEXTS, "versions", TEXTS)));
        events.put("repository_dispatch", optional(form("types", TEXTS)));
        events.put(
                "workflow_run",
                optional(form(
                        "types", oneOrMore(choice("requested", "completed", "in_progress")),
                        "workflows", TEXTS,
                        "branches", TEXTS,
                        "branches-ignore", TEXTS)));
        events.put("schedule", list(form("cron!", NON_EMPTY, "timezone", NON_EMPTY)));
        events.put(
                "workflow_call",
                optional(form(
                        "inputs",
                        map(form(
                                "type!",
                                choice("string", "boolean", "number"),
                                "description",
                                TEXT,
                                "required",
                                FLAG,
                                "default",
                                within(Naming.WORKFLOW, SCALAR))),
                        "secrets",
                        map(optional(form("description", TEXT, "required", FLAG))),
                        "outputs",
                        map(form("description", TEXT, "value!", within(Naming.WORKFLOW_OUTPUT, TEXT))))));
        Shape dispatched = map(optional(form(
                "type", choice("string", "boolean", "number", "environment", "choice"),
                "description", TEXT,
                "required", FLAG,
                "default", SCALAR,
                "options", list(TEXT))));
        events.put(
                "workflow_dispatch", // GitHub passes over what else is written there
                optional(new Shape.Form(Map.of("inputs", optional(dispatched)), Set.of(), Optional.of(ANYTHING))));
        return events;
    }

    private static void types(Map<String, Shape> events, String event, String... types) {
        events.put(event, optional(form("types", oneOrMore(choice(types)))));
    }

    private static Shape optional(Shape shape) {
        return anyOf(NOTHING, shape);
    }
}
