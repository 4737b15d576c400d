package io.ostiary.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the module's packages lean, and what none of them does. */
@AnalyzeClasses(packages = "io.ostiary.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("tree")
          .definedBy("..cli.tree..")
          .layer("simulation")
          .definedBy("..cli.simulation..")
          .layer("testing")
          .definedBy("..cli.testing..")
          .layer("commands")
          .definedBy("io.ostiary.cli")
          .whereLayer("tree")
          .mayNotAccessAnyLayer()
          .whereLayer("simulation")
          .mayOnlyAccessLayers("tree")
          .whereLayer("testing")
          .mayOnlyAccessLayers("tree", "simulation");

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_STANDS_ON_POLICY_AND_FEDERATION_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "org.jspecify.annotations",
              "com.fasterxml.jackson.core..",
              "org.yaml.snakeyaml..",
              "org.jboss.jandex..",
              "picocli..",
              "io.ostiary.policy..",
              "io.ostiary.cli..",
              // Of the realm, what says who a token makes somebody be.
              "io.ostiary.federation..",
              "io.ostiary.realm.authentication..",
              "io.ostiary.realm.directory..",
              "io.ostiary.realm.store..",
              "javax.net.ssl..");

  @ArchTest
  static final ArchRule ONLY_ONE_COMMAND_KNOWS_OUTSIDE_IDENTITIES =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(FederationCommand|UseOnlyNow).*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.ostiary.federation..", "io.ostiary.realm..")
          .because("the other commands start without loading any of it");

  @ArchTest
  static final ArchRule ONLY_COMMANDS_KNOW_THAT_THERE_IS_A_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule ONLY_ONE_CLASS_LOADS_YAML =
      noClasses()
          .that()
          .doNotHaveSimpleName("YamlTree")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..")
          .because("a command that meets no YAML does not load a parser for it");

  @ArchTest
  static final ArchRule NO_TEXT_BECOMES_A_REGULAR_EXPRESSION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.regex..")
          .because("a regular expression can take time without bound");
}
