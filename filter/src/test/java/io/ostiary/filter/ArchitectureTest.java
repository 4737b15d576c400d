package io.ostiary.filter;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.ServletRequest;

@AnalyzeClasses(
    packages = "io.ostiary.filter",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("jakarta")
          .definedBy("io.ostiary.filter.jakarta..")
          .layer("filter")
          .definedBy("io.ostiary.filter")
          .layer("authentication")
          .definedBy("io.ostiary.filter.authentication..")
          .layer("mapping")
          .definedBy("io.ostiary.filter.mapping..")
          .layer("audit")
          .definedBy("io.ostiary.filter.audit..")
          .layer("http")
          .definedBy("io.ostiary.filter.http..")
          .whereLayer("jakarta")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("filter")
          .mayOnlyBeAccessedByLayers("jakarta")
          .whereLayer("authentication")
          .mayOnlyBeAccessedByLayers("filter")
          .whereLayer("mapping")
          .mayOnlyBeAccessedByLayers("filter")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("filter")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("filter", "authentication", "mapping");

  @ArchTest
  static final ArchRule OF_OSTIARY_ONLY_WHAT_THE_DESIGN_SAYS_IS_USED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ostiary.federation..",
              "io.ostiary.endpoint..",
              "io.ostiary.runtime..",
              "io.ostiary.cli..");

  @ArchTest
  static final ArchRule THE_REQUEST_IS_READ_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.filter.http..")
          .should()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.assignableTo(ServletRequest.class)))
                  .and(
                      target(
                          nameMatching(
                              "getMethod|getRequestUR[IL]|getQueryString|getServletPath"
                                  + "|getPath.*|getContextPath|getHttpServletMapping"
                                  + "|get(Int|Date)?Headers?|getHeaderNames|getCookies"
                                  + "|getParameter.*|getPart|getParts|getInputStream|getReader"
                                  + "|getContent.*|getRemote.*|getServerName|getServerPort"
                                  + "|getProtocol|isSecure|getScheme"))))
          .because("two readings of one request are how filters are bypassed");

  @ArchTest
  static final ArchRule THE_SERVER_NEEDS_NO_JAKARTA_SECURITY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.filter.jakarta..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.security..",
              "jakarta.enterprise..",
              "jakarta.inject..",
              "io.ostiary.realm.jakarta..")
          .because("plain Tomcat loads every class of the filter, and has no such types");

  @ArchTest
  static final ArchRule MAPPING_AND_AUDIT_DO_NOT_KNOW_SERVLETS =
      noClasses()
          .that()
          .resideInAnyPackage("io.ostiary.filter.mapping..", "io.ostiary.filter.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..");
}
