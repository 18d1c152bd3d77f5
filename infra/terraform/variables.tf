variable "resource_group_name" {
  description = "The resource group that holds everything."
  type        = string
  default     = "rg-voicelake-dev"
}

variable "storage_account_name" {
  description = "The storage account of the lake: 3 to 24 lower-case letters and digits, one of its own in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.storage_account_name))
    error_message = "A storage account's name has 3 to 24 lower-case letters and digits."
  }
}

variable "location" {
  description = "The region."
  type        = string
  default     = "westeurope"
}

variable "performance" {
  description = "Standard; Premium has faster disks, and no copies in another region."
  type        = string
  default     = "Standard"

  validation {
    condition     = contains(["Standard", "Premium"], var.performance)
    error_message = "The performance is Standard or Premium."
  }
}

variable "redundancy" {
  description = "LRS, ZRS, GRS or GZRS."
  type        = string
  default     = "LRS"

  validation {
    condition     = contains(var.performance == "Premium" ? ["LRS", "ZRS"] : ["LRS", "ZRS", "GRS", "GZRS"], var.redundancy)
    error_message = "The redundancy is LRS, ZRS, GRS or GZRS; Premium accounts have no second region."
  }
}

variable "read_access" {
  description = "Whether the second region can be read while the first is down: with GRS or GZRS only."
  type        = bool
  default     = false

  validation {
    condition     = !var.read_access || contains(["GRS", "GZRS"], var.redundancy)
    error_message = "Read access in the second region needs the redundancy GRS or GZRS."
  }
}

variable "soft_delete_days" {
  description = "Days for which deleted files and containers can be had back."
  type        = number
  default     = 7
}

variable "contributors" {
  description = "Object ids that read and write the lake, each by a name of your choice."
  type        = map(string)
  default     = {}
}

variable "tags" {
  description = "The tags."
  type        = map(string)
  default     = { project = "voicelake", environment = "dev" }
}
