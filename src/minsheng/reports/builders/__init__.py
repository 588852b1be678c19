"""What makes reports (报告生成), one kind a module."""
