package io.ostiary.realm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ostiary.realm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> LIBRARIES =
      JavaClass.Predicates.resideInAnyPackage(
          "com.fasterxml..",
          "com.github.benmanes..",
          "com.zaxxer..",
          "org.flywaydb..",
          "org.h2..",
          "org.jdbi..",
          "org.postgresql..");

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("realm")
          .definedBy("io.ostiary.realm")
          .layer("jakarta")
          .definedBy("io.ostiary.realm.jakarta..")
          .layer("session")
          .definedBy("io.ostiary.realm.session..")
          .layer("authentication")
          .definedBy("io.ostiary.realm.authentication..")
          .layer("directory")
          .definedBy("io.ostiary.realm.directory..")
          .layer("credential")
          .definedBy("io.ostiary.realm.credential..")
          .layer("store")
          .definedBy("io.ostiary.realm.store..")
          .whereLayer("realm")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("jakarta")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("realm")
          .whereLayer("authentication")
          .mayOnlyBeAccessedByLayers("jakarta", "session", "realm")
          .whereLayer("directory")
          .mayOnlyBeAccessedByLayers("session", "authentication", "realm")
          .whereLayer("credential")
          .mayOnlyBeAccessedByLayers("directory", "session", "authentication", "realm")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers(
              "credential", "directory", "session", "authentication", "realm");

  @ArchTest
  static final ArchRule OF_OSTIARY_ONLY_POLICY_AND_SIGNATURE_ARE_USED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ostiary.federation..",
              "io.ostiary.filter..",
              "io.ostiary.endpoint..",
              "io.ostiary.runtime..");

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_KNOWS_JAKARTA =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.realm.jakarta..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..");

  @ArchTest
  static final ArchRule ONLY_THE_STORE_KNOWS_DATABASES =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.realm.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.flywaydb..",
              "com.zaxxer..",
              "org.h2..",
              "org.postgresql..");

  @ArchTest
  static final ArchRule NO_LIBRARY_SHOWS_IN_A_PUBLIC_SIGNATURE =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .notHaveRawReturnType(LIBRARIES)
          .andShould()
          .notHaveRawParameterTypes(
              DescribedPredicate.anyElementThat(LIBRARIES).as("with a library's type"));

  @ArchTest
  static final ArchRule BARE_SECRETS_STAY_IN_CREDENTIAL =
      classes()
          .that()
          .haveSimpleName("SecretBytes")
          .should()
          .bePackagePrivate()
          .andShould()
          .onlyBeAccessed()
          .byAnyPackage("io.ostiary.realm.credential");

  @ArchTest
  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
