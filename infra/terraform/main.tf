# The storage part of ../modules/storage.bicep, setting by setting, for those who keep their Azure in Terraform.
# Formatted, not validated: 'terraform fmt' has read it, no provider has. Bicep is what is checked.
terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "voicelake" {
  name     = var.resource_group_name
  location = var.location
  tags     = var.tags
}

resource "azurerm_storage_account" "lake" {
  name                = var.storage_account_name
  resource_group_name = azurerm_resource_group.voicelake.name
  location            = azurerm_resource_group.voicelake.location
  tags                = var.tags

  account_kind             = var.performance == "Premium" ? "BlockBlobStorage" : "StorageV2"
  account_tier             = var.performance
  account_replication_type = var.read_access ? "RA${var.redundancy}" : var.redundancy
  access_tier              = var.performance == "Premium" ? null : "Hot"

  https_traffic_only_enabled       = true
  min_tls_version                  = "TLS1_2"
  allow_nested_items_to_be_public  = false
  shared_access_key_enabled        = true
  default_to_oauth_authentication  = false
  allowed_copy_scope               = null
  cross_tenant_replication_enabled = false
  is_hns_enabled                   = true
  sftp_enabled                     = false
  nfsv3_enabled                    = false
  public_network_access_enabled    = true

  network_rules {
    default_action = "Allow"
    bypass         = ["AzureServices"]
  }

  blob_properties {
    delete_retention_policy {
      days = var.soft_delete_days
    }
    container_delete_retention_policy {
      days = var.soft_delete_days
    }
  }
}

resource "azurerm_storage_container" "layers" {
  for_each              = toset(["bronze", "silver", "gold", "miscellaneous", "synapse"])
  name                  = each.key
  storage_account_id    = azurerm_storage_account.lake.id
  container_access_type = "private"
}

resource "azurerm_role_assignment" "contributors" {
  for_each             = var.contributors
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value
}

output "lake_address" {
  description = "The lake, as the parameter lake of every notebook takes it."
  value       = "abfss://${azurerm_storage_account.lake.name}.dfs.core.windows.net"
}
