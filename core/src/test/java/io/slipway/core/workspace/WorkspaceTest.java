package io.slipway.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.pipeline.WrittenPlaces;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop of three services, one of them inside another's directory. */
class WorkspaceTest {
    private static final Workspace SHOP = new Workspace(
            List.of(
                    new Service("payments", "backend/payments", "backend/payments/slipway.yaml"),
                    new Service("contracts", "contracts", "contracts/slipway.yaml"),
                    new Service("orders", "backend", "backend/slipway.yaml")),
            Pipeline.of(List.of(
                    task("contracts:package").build(),
                    task("contracts:test").kind(TaskKind.TEST).needs("package").build(),
                    task("payments:package").needs("contracts:package").build(),
                    task("payments:deploy")
                            .kind(TaskKind.DEPLOY)
                            .needs("package")
                            .build(),
                    task("orders:compile").needs("contracts:package").build(),
                    task("orders:test")
                            .kind(TaskKind.TEST)
                            .needs("compile")
                            .need(Need.of(TaskAddress.parse("payments:deploy"), NeedKind.RUNTIME))
                            .build(),
                    task("orders:deploy")
                            .kind(TaskKind.DEPLOY)
                            .needs("compile")
                            .need(Need.of(TaskAddress.parse("payments:deploy"), NeedKind.RUNTIME))
                            .build(),
                    task("orders:smoke").kind(TaskKind.TEST).needs("deploy").build())),
            new WrittenPlaces(new TreeMap<>()),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>());

    private static Task.Builder task(String address) {
        return Task.builder(address).run("make");
    }

    private static List<String> selected(String arguments, String from, TaskKind... with) {
        List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
        return SHOP.select(Selection.of(words, from, Set.of(with))).stream()
                .map(TaskAddress::toString)
                .toList();
    }

    @Test
    void services_are_sorted_and_found_by_name() {
        assertThat(SHOP.services()).extracting(Service::name).containsExactly("contracts", "orders", "payments");
        assertThat(SHOP.find("orders")).map(Service::directory).contains("backend");
        assertThat(SHOP.find("order")).isEmpty();
    }

    @Test
    void nothing_means_everything_here_and_below_but_no_deploy_and_nothing_that_needs_one() {
        assertThat(selected("", ""))
                .containsExactly(
                        "contracts:package", "contracts:test", "orders:compile", "orders:test", "payments:package");
    }

    @ParameterizedTest
    @CsvSource({
        "'', backend/payments",
        "., backend/payments",
        "payments, ''",
        "backend/payments, ''",
        "./payments/, backend",
        "../payments, backend/other",
        "payments:package, contracts",
        "backend/../backend/payments, ''",
        "payments payments:package, ''",
        "payments, nowhere/at/all"
    })
    void what_is_meant_brings_what_it_needs(String arguments, String from) {
        assertThat(selected(arguments, from)).containsExactly("contracts:package", "payments:package");
    }

    @Test
    void a_star_in_an_address_stands_for_any_letters() {
        assertThat(selected("payments:*", "")).containsExactly("contracts:package", "payments:package");
        assertThat(selected("*:com*", "")).containsExactly("contracts:package", "orders:compile");
        assertThatThrownBy(() -> selected("pay*:x*", "")).hasMessageContaining("There is no task `pay*:x*`");
        assertThatThrownBy(() -> selected("payments:dep*", "")).hasMessageContaining("--with deploy");
    }

    @Test
    void an_address_without_a_variant_means_all_of_its_matrix_and_a_part_of_one_those_that_have_it() {
        Workspace workspace = new Workspace(
                List.of(new Service("s", "s", "s/slipway.yaml")),
                Pipeline.of(List.of(
                        task("s:test[jdk=17,os=a]").build(),
                        task("s:test[jdk=17,os=b]").build(),
                        task("s:test[jdk=21,os=a]").build())),
                new WrittenPlaces(new TreeMap<>()),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>());

        assertThat(workspace.named("s:test")).hasSize(3);
        assertThat(workspace.named("s:test[os=a]")).hasSize(2);
        assertThat(workspace.named("s:test[os=a,jdk=17]")).hasSize(1);
        assertThat(workspace.named("s:te*[*17*]")).hasSize(2);
        assertThatThrownBy(() -> workspace.named("s:test[jdk=18]"))
                .hasMessageContaining("use one of `s:test[jdk=17,os=a]`");
        assertThatThrownBy(() -> workspace.named("s:test[")).hasMessageContaining("There is no task");
    }

    @Test
    void only_tasks_of_some_kinds_bring_what_they_need_of_any_kind() {
        Selection tests = new Selection(List.of(), "", Set.of(), Set.of(TaskKind.TEST), Set.of(), Optional.empty());

        assertThat(SHOP.select(tests))
                .extracting(TaskAddress::toString)
                .containsExactly("contracts:package", "contracts:test", "orders:compile", "orders:test");
    }

    @Test
    void what_changed_files_could_make_a_difference_to_is_what_reads_them_and_all_that_comes_after() {
        assertThat(changed("payments/src/A.java")).containsExactly("contracts:package", "payments:package");
        assertThat(changed("elsewhere")).isEmpty();
        assertThat(changed("contracts/src/B.java")).hasSize(5);
        assertThat(changed("slipway-workspace.yaml")).hasSize(5);
    }

    private static List<String> changed(String path) {
        Selection affected = new Selection(List.of(), "", Set.of(), Set.of(), Set.of(), Optional.of(Set.of(path)));
        return SHOP.select(affected).stream().map(TaskAddress::toString).toList();
    }

    @Test
    void a_directory_means_all_services_in_and_under_it() {
        assertThat(selected("backend", ""))
                .containsExactly("contracts:package", "orders:compile", "orders:test", "payments:package");
    }

    @Test
    void a_name_means_only_that_service_even_where_a_directory_is_called_the_same() {
        assertThat(selected("orders", "")).containsExactly("contracts:package", "orders:compile", "orders:test");
    }

    @Test
    void deploys_come_when_asked_for_with_what_must_be_deployed_before() {
        assertThat(selected("orders:deploy", "", TaskKind.DEPLOY))
                .containsExactly(
                        "contracts:package", "orders:compile", "orders:deploy", "payments:deploy", "payments:package");
        assertThat(selected("orders", "", TaskKind.DEPLOY)).contains("orders:smoke", "orders:deploy");
    }

    @Test
    void a_runtime_need_of_a_test_brings_nothing() {
        assertThat(selected("orders:test", "", TaskKind.DEPLOY))
                .containsExactly("contracts:package", "orders:compile", "orders:test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders:deploy", "orders:smoke"})
    void a_deploy_named_but_not_asked_for_is_refused(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selected(argument, ""))
                .withMessage("`" + argument + "` is or needs a deploy; `slipway run --with deploy` runs it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders:compil | There is no task `orders:compil`; did you mean `orders:compile`?",
                "compile | There is no service called or in `compile`; did you mean `orders:compile`?",
                "package | There is no service called or in `package`; did you mean `contracts:package` or `payments:package`?",
                "paymants | There is no service called or in `paymants`; did you mean `payments`?",
                "frontend | There is no service called or in `frontend`; use one of `contracts`, `orders`, `payments`",
                "../.. | There is no service called or in `../..`; use one of `contracts`, `orders`, `payments`",
                "/backend | There is no service called or in `/backend`; use one of `contracts`, `orders`, `payments`",
                "./orders | There is no service called or in `./orders`; did you mean `orders`?",
                "./contracts | There is no service called or in `./contracts`; did you mean `contracts`?",
            })
    void what_means_nothing_is_refused_with_what_there_is(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selected(argument, "backend"))
                .withMessage(message);
    }

    @Test
    void a_service_has_a_name_and_a_directory_of_the_workspace() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Service("a b", "a", "a/slipway.yaml"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Service("a", "/a", "a/slipway.yaml"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Service("a", "a/", "a/slipway.yaml"));
    }

    @Test
    void directories_that_only_begin_alike_are_apart() {
        Service service = new Service("pay", "pay", "pay/slipway.yaml");

        assertThat(service.isAtOrUnder("pa")).isFalse();
        assertThat(service.isAtOrUnder("")).isTrue();
        assertThat(service.holds("payments")).isFalse();
        assertThat(service.holds("pay/inner")).isTrue();
    }

    @Test
    void a_selection_is_sorted_and_says_each_task_once() {
        assertThat(Stream.of("orders contracts:test orders", "contracts:test orders")
                        .map(arguments -> selected(arguments, "")))
                .containsOnly(List.of("contracts:package", "contracts:test", "orders:compile", "orders:test"));
    }
}
