package io.strongroom.api.data;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryInstallation;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Azure's operations, of which each has a route here or a line in the documentation that it has
/// none.
///
/// `azure-operations.tsv` lists them from the specifications of Key Vault in Azure's REST API
/// specifications (github.com/Azure/azure-rest-api-specs), and the requests to Azure Resource
/// Manager that `az` and the SDKs send beside them.
final class AzureOperationsTest {
    private static final Path OPERATIONS =
            Path.of("src", "test", "resources", "azure-operations.tsv");
    private static final Path DOCUMENT = Path.of("..", "docs", "azure-divergences.md");
    private static final String HEADING = "## Operations that are not offered yet\n";
    private static final Pattern LINE = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    private static final Set<String> DATA =
            VaultServer.routes(new InMemoryInstallation()).rows().stream()
                    .map(row -> shape(row.method(), row.template()))
                    .collect(toSet());
    private static final Set<String> CONTROL = ofControllers();

    /// One of Azure's operations.
    ///
    /// @param name its group and its name there
    private record Operation(String plane, String name, String method, String path) {
        static Operation parse(String line) {
            String[] columns = line.split("\t", -1);
            String name = columns[1] + "." + columns[4].replaceAll(" \\(.*\\)", "");
            return new Operation(columns[0], name, columns[2], columns[3]);
        }

        boolean hasRoute() {
            Set<String> routes = plane.startsWith("data") ? DATA : CONTROL;
            return routes.contains(shape(method, path));
        }
    }

    @Test
    void operations_without_a_route_are_documented_and_no_others() throws IOException {
        assertThat(documented())
                .containsExactlyInAnyOrderElementsOf(
                        operations().stream()
                                .filter(operation -> !operation.hasRoute())
                                .map(Operation::name)
                                .toList());
    }

    @Test
    void routes_of_both_planes_are_recognised() throws IOException {
        assertThat(operations())
                .filteredOn(Operation::hasRoute)
                .extracting(Operation::name)
                .contains("keys.sign", "keys.getKey", "vaults.createOrUpdate", "operations.list");
    }

    private static List<Operation> operations() throws IOException {
        try (Stream<String> lines = Files.lines(OPERATIONS)) {
            return lines.skip(1).map(Operation::parse).toList();
        }
    }

    /// The operations that the documentation lists.
    private static List<String> documented() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(document).containsOnlyOnce(HEADING);
        String section = document.substring(document.indexOf(HEADING) + HEADING.length());
        String lines = section.split("(?m)^## ", 2)[0];
        return LINE.matcher(lines).results().map(result -> result.group(1)).toList();
    }

    /// A method and a path without the names of its parameters.
    private static String shape(String method, String path) {
        String bare = path.replaceAll("\\{[^}]*}", "{}").replaceAll("/$", "");
        return method + " " + bare.toLowerCase(Locale.ROOT);
    }

    /// The routes of the controllers of the control plane.
    private static Set<String> ofControllers() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Set<String> routes = new HashSet<>();
        for (BeanDefinition found : scanner.findCandidateComponents("io.strongroom.api.control")) {
            String name = Objects.requireNonNull(found.getBeanClassName());
            Class<?> controller = ClassUtils.resolveClassName(name, null);
            for (Method method : controller.getDeclaredMethods()) {
                routes.addAll(routes(mapping(controller), mapping(method)));
            }
        }
        return routes;
    }

    private static Set<String> routes(
            @Nullable RequestMapping ofController, @Nullable RequestMapping ofMethod) {
        Set<String> routes = new HashSet<>();
        if (ofMethod != null) {
            for (String prefix : paths(ofController)) {
                for (String path : paths(ofMethod)) {
                    for (RequestMethod method : ofMethod.method()) {
                        routes.add(shape(method.name(), prefix + path));
                    }
                }
            }
        }
        return routes;
    }

    private static List<String> paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0
                ? List.of("")
                : List.of(mapping.path());
    }

    private static @Nullable RequestMapping mapping(AnnotatedElement element) {
        return AnnotatedElementUtils.findMergedAnnotation(element, RequestMapping.class);
    }
}
